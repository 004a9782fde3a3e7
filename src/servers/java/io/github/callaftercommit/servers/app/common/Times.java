// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.common;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Compares ways to do the same in a request with that by hand. */
public final class Times {

    /** What is done without any of the ways. */
    public static final String BY_HAND = "BY_HAND";

    public interface Turn {

        void take(String way, int round) throws Exception;
    }

    private Times() {}

    /**
     * Returns for each way its median latency, and as {@code <way>Throughput} its throughput, both divided by that by
     * hand. All take turns, each round begins with another one, and nothing is logged at DEBUG, as in production.
     */
    public static Map<String, Double> compare(List<String> ways, int rounds, Turn turn) throws Exception {
        Logger logger = Logger.getLogger("io.github.callaftercommit");
        Level level = logger.getLevel();
        logger.setLevel(Level.INFO);
        try {
            Map<String, List<Long>> times = new LinkedHashMap<>();
            ways.forEach(way -> times.put(way, new ArrayList<>()));
            times.put(BY_HAND, new ArrayList<>());
            List<String> order = List.copyOf(times.keySet());
            for (int i = 0; i < rounds * order.size(); i++) {
                int round = i / order.size();
                String way = order.get((i + round) % order.size());
                long start = System.nanoTime();
                turn.take(way, round);
                times.get(way).add(System.nanoTime() - start);
            }
            return ratios(times);
        } finally {
            logger.setLevel(level);
        }
    }

    private static Map<String, Double> ratios(Map<String, List<Long>> times) {
        // before that, the compiler is measured
        times.replaceAll((way, all) -> all.subList(all.size() / 2, all.size()));
        List<Long> byHand = times.get(BY_HAND);
        Map<String, Double> ratios = new LinkedHashMap<>();
        times.forEach((way, measured) -> {
            ratios.put(way, median(measured) / median(byHand));
            ratios.put(way + "Throughput", total(byHand) / total(measured));
        });
        return ratios;
    }

    private static double median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static double total(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).sum();
    }
}
