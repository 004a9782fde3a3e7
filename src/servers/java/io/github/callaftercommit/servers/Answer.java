// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The facts that a scenario answers. */
record Answer(String question, Map<String, List<String>> facts) {

    static Answer parse(String question, String lines) {
        Map<String, List<String>> facts = new LinkedHashMap<>();
        lines.lines().filter(line -> line.contains("=")).forEach(line -> {
            int equals = line.indexOf('=');
            facts.computeIfAbsent(line.substring(0, equals), name -> new ArrayList<>()).add(line.substring(equals + 1));
        });
        return new Answer(question, facts);
    }

    /** All the values told under the name, in order. */
    List<String> all(String name) {
        return facts.getOrDefault(name, List.of());
    }

    @Override
    public String toString() {
        return question + " -> " + facts;
    }
}
