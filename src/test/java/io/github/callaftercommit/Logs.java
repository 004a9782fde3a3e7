// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Captures what the library logs, at every level, and keeps it off the console. */
final class Logs extends Handler {

    /** Held strongly: java.util.logging would forget its level otherwise. */
    private final Logger logger = Logger.getLogger("io.github.callaftercommit");

    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

    void capture() {
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** For tests that would fill the memory otherwise. */
    void keepAlarmsOnly() {
        logger.setLevel(Level.WARNING);
    }

    void release() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    List<LogRecord> records() {
        return List.copyOf(records);
    }

    /** Returns the records of one message id, such as {@code CAC-005}. */
    List<LogRecord> records(String id) {
        return records.stream().filter(record -> record.getMessage().startsWith(id + ':')).toList();
    }

    List<String> messages(String id) {
        return records(id).stream().map(LogRecord::getMessage).toList();
    }

    /** Returns the messages at WARNING or above, and ERROR, which java.util.logging calls SEVERE. */
    List<String> alarms() {
        return records.stream().filter(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogRecord::getMessage).toList();
    }

    /** All alarms but that at the start, where nobody has found a transaction manager. */
    List<String> alarmsSinceStart() {
        return alarms().stream().filter(alarm -> !alarm.startsWith("CAC-001")).toList();
    }

    @Override
    public void flush() {
        // nothing is buffered
    }

    @Override
    public void close() {
        // nothing is open
    }
}
