// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.Map;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

/** The parameters of a scenario, copied: other threads play in it too, and a request is no business of theirs. */
public record Script(Map<String, String> parameters) {

    static Script of(HttpServletRequest request) {
        return new Script(request.getParameterMap().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, parameter -> parameter.getValue()[0])));
    }

    public String text(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The parameter " + name + " is missing");
        }
        return value;
    }

    public String id() {
        return text("id");
    }

    public int number(String name, int byDefault) {
        String value = parameters.get(name);
        return value == null ? byDefault : Integer.parseInt(value);
    }

    public Demarcation demarcation(String name) {
        return Demarcation.valueOf(text(name));
    }

    public boolean is(String name, String value) {
        return value.equals(parameters.get(name));
    }
}
