// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

/** What a scenario does in a transaction. */
@FunctionalInterface
public interface Work {

    void run() throws Exception;
}
