// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** The texts of {@code messages.properties}, by their ids. */
final class Texts {

    private static final Properties TEXTS = new Properties();

    static {
        try (InputStream stream = Texts.class.getResourceAsStream("messages.properties")) {
            TEXTS.load(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Texts() {}

    /** Returns a whole message, which begins with its id. */
    static String message(String id, Object... values) {
        return id + ": " + text(id, values);
    }

    static String text(String id, Object... values) {
        return String.format(Locale.ROOT, TEXTS.getProperty(id, id), values);
    }
}
