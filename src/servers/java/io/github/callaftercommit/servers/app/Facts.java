// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a scenario has seen, told to the test as lines of {@code name=value}; a name may come more than once. */
public final class Facts {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    public void add(String name, Object value) {
        lines.add(name + "=" + String.valueOf(value).replace('\n', ' '));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
