// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.io.IOException;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Plays the scenario that the path names and answers its facts. */
@WebServlet("/scenario/*")
@SuppressWarnings("serial") // no servlet is ever serialized
public class ScenarioServlet extends HttpServlet {

    @Inject
    @Any
    Instance<Scenario> scenarios;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Facts facts = new Facts();
        response.setContentType("text/plain;charset=UTF-8");
        try {
            scenarios.select(NamedLiteral.of(request.getPathInfo().substring(1))).get().play(Script.of(request), facts);
        } catch (Exception failure) {
            facts.add("thrown", describe(failure));
        }
        response.getWriter().println(facts);
    }

    private static String describe(Throwable failure) {
        return failure + (failure.getCause() == null || failure.getCause() == failure
                ? ""
                : " <- " + describe(failure.getCause()));
    }
}
