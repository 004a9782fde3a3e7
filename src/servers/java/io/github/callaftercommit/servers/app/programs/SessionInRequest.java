// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import jakarta.ejb.Stateless;

/** Called where there is no transaction. */
@Stateless
public class SessionInRequest extends SessionPlace {}
