// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

/** Something that happens inside the server; the bean is found by its name. */
public interface Scenario {

    void play(Script script, Facts facts) throws Exception;
}
