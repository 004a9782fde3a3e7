// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of one scenario on one server: counted where it was driven in several ways. */
final class MatrixCell {

    private final List<String> noted = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Map<String, List<String>> waysByReason = new LinkedHashMap<>();
    private int passed;
    private int tried;

    /** @param way how the scenario was driven, or nothing where there is only one way */
    void add(String outcome, String way, String reason) {
        if (outcome.equals("NOTED")) {
            note(way.isEmpty() ? reason : way + ": " + reason);
            return;
        }
        tried++;
        switch (outcome) {
            case "PASSED" -> passed++;
            case "FAILED" -> failed.add(way);
            default -> waysByReason.computeIfAbsent(reason, known -> new ArrayList<>()).add(way);
        }
    }

    void note(String text) {
        noted.add(text);
    }

    /** @param notes the reasons of the whole table, in the order of their numbers */
    String text(List<String> notes) {
        List<String> text = new ArrayList<>(noted);
        if (!failed.isEmpty()) {
            text.add(tried == 1 ? "**no**" : "**" + count() + "**, not: " + String.join(", ", failed));
        } else if (passed > 0) {
            text.add(tried == 1 ? "yes" : count());
        } else if (tried > 0) {
            text.add("n/a");
        }
        waysByReason.forEach((reason, ways) -> {
            String note = ways.size() == tried ? reason : String.join(", ", ways) + ": " + reason;
            if (!notes.contains(note)) {
                notes.add(note);
            }
            text.add("[" + (notes.indexOf(note) + 1) + "]");
        });
        return String.join(" ", text);
    }

    private String count() {
        return passed + " of " + tried;
    }
}
