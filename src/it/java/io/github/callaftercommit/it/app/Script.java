// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.it.app;

import jakarta.servlet.http.HttpServletRequest;

/** The parameters of a scenario. */
public record Script(HttpServletRequest request) {

    public String text(String name) {
        String value = request.getParameter(name);
        if (value == null) {
            throw new IllegalArgumentException("The parameter " + name + " is missing");
        }
        return value;
    }

    public String id() {
        return text("id");
    }

    int number(String name, int byDefault) {
        String value = request.getParameter(name);
        return value == null ? byDefault : Integer.parseInt(value);
    }

    public Demarcation demarcation(String name) {
        return Demarcation.valueOf(text(name));
    }

    boolean is(String name, String value) {
        return value.equals(request.getParameter(name));
    }
}
