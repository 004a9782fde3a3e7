// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import jakarta.ejb.Stateless;

/** Called by callbacks. */
@Stateless
public class SessionInCallback extends SessionPlace {}
