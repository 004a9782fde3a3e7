// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.Map;
import java.util.TreeMap;

/** Counts what random programs have reached: a proof says nothing about what they never do. */
final class Reached {

    private static final Map<String, Integer> TIMES = new TreeMap<>();

    private Reached() {}

    static synchronized void count(String what) {
        TIMES.merge(what, 1, Integer::sum);
    }

    static synchronized Map<String, Integer> times() {
        return new TreeMap<>(TIMES);
    }
}
