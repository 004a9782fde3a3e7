// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Records a call, and tells what the recording holds. */
@jakarta.ws.rs.Path("scenario/recording")
public class FlightRecorderResource {

    @Inject
    Demarcations demarcations;

    @Inject
    Mailer mailer;

    @Inject
    Journal journal;

    @GET
    public String record() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("io.github.callaftercommit.Call");
            recording.start();
            demarcations.run(Demarcation.REQUIRED, () -> mailer.send("ada"));
            recording.stop();
            noteEvents(recording);
        }
        return journal.take();
    }

    private void noteEvents(Recording recording) throws IOException {
        Path file = Files.createTempFile("calls", ".jfr");
        recording.dump(file);
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            journal.note(event.getString("call") + " was " + event.getString("outcome"));
        }
        Files.delete(file);
    }
}
