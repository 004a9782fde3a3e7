// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.observers;

import io.github.callaftercommit.servers.app.Facts;

/** Something that beans of every kind observe. */
public record Told(String source, String id, Facts facts) {}
