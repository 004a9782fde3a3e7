// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reactive transactions, of which Jakarta Transactions know nothing. */
@OnServer
@Tag("reactive")
class ReactiveIT {

    /** What the application knows. */
    enum Demarcation {
        TRANSACTIONAL("@Transactional"), WITH_TRANSACTION("@WithTransaction"),
        STATELESS_WITH_TRANSACTION("@WithTransaction(stateless = true)"),
        AFTER_INNER_WITH_TRANSACTION("@WithTransaction after an inner one"), PANACHE("Panache.withTransaction"),
        SESSION("Session.withTransaction"), SESSION_FACTORY("SessionFactory.withTransaction"),
        STATELESS_SESSION_FACTORY("SessionFactory.withStatelessTransaction");

        private final String label;

        Demarcation(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("Calls in a reactive transaction are refused; after it they are made at once")
    void refusedInside(Demarcation demarcation, RunningServer running) throws Exception {
        for (String end : List.of("body returns", "rolls back")) {
            assertThat(play((ReactiveQuarkus) running.server, demarcation, end)).containsExactly("CAC-025", "CAC-025",
                    "CAC-025", "CAC-025", end, "called", "CAC-022", "called", "CAC-022");
        }
    }

    @Test
    @DisplayName("Without Jakarta Transactions, calls in a reactive transaction are refused as such")
    void refusedWithoutJakartaTransactions(RunningServer running) throws Exception {
        ReactiveQuarkus minimal = (ReactiveQuarkus) running.server.minimal().orElseThrow();
        try {
            minimal.start(running.database);
            for (Demarcation demarcation : Demarcation.values()) {
                assertThat(play(minimal, demarcation, "body returns")).as("%s", demarcation).containsExactly("CAC-025",
                        "CAC-025", "CAC-025", "CAC-025", "body returns", "CAC-020", "CAC-020", "CAC-020", "CAC-020");
            }
        } finally {
            minimal.stop();
        }
    }

    /**
     * Returns what became of four calls in the transaction, how it ended, and what became of the same calls after it:
     * optional and required ones of the service, and of annotated methods.
     */
    private static List<String> play(ReactiveQuarkus server, Demarcation demarcation, String end) throws Exception {
        String id = Application.newId();
        boolean rollback = end.equals("rolls back");
        Answer answer = new Application(server.uri("it")).play("reactive", "id", id, "demarcation", demarcation.name(),
                "rollback", rollback);
        assertThat(server.isVisible(id)).as("%s", answer).isEqualTo(!rollback);
        return answer.all("did").stream()
                .map(line -> line.startsWith("CAC-") ? line.substring(0, "CAC-000".length()) : line).toList();
    }
}
