// SPDX-License-Identifier: Apache-2.0
package com.acme;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where the application is found. */
@ApplicationScoped
@ApplicationPath("it")
public class Shop extends Application {}
