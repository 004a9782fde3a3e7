// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;

/** Where methods without arguments note that they were called. */
@ApplicationScoped
public class Journal {

    private final List<String> notes = new CopyOnWriteArrayList<>();

    public void note(String text) {
        notes.add(text);
    }

    /** Returns what was noted since the last question. */
    public List<String> take() {
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }
}
