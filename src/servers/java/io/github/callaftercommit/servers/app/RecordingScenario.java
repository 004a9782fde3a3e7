// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Records calls with the flight recorder of the server, and tells what the recording holds. */
@Named("recording")
@ApplicationScoped
class RecordingScenario implements Scenario {

    private static final String EVENT = "io.github.callaftercommit.Call";

    @Inject
    Demarcations demarcations;

    @Inject
    AfterCommitService afterCommit;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable(EVENT);
            recording.start();
            demarcations.run(script.demarcation("outer"), () -> afterCommit.call(() -> facts.add("step", "called")));
            afterCommit.call(() -> facts.add("step", "at once"));
            recording.stop();
            addEvents(recording, facts);
        }
    }

    private static void addEvents(Recording recording, Facts facts) throws IOException {
        Path file = Files.createTempFile("calls", ".jfr");
        try {
            recording.dump(file);
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getEventType().getName().equals(EVENT)) {
                    facts.add("recorded", event.getString("call") + ' ' + event.getString("outcome"));
                }
            }
        } finally {
            Files.delete(file);
        }
    }
}
