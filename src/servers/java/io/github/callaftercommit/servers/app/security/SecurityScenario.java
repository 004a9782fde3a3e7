// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.security;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.servers.app.Demarcation;
import io.github.callaftercommit.servers.app.Demarcations;
import io.github.callaftercommit.servers.app.Facts;
import io.github.callaftercommit.servers.app.Failures;
import io.github.callaftercommit.servers.app.Scenario;
import io.github.callaftercommit.servers.app.Script;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

/** Somebody logs in, calls what is secured in a transaction, and is perhaps somebody else at its end. */
@Named("security")
@ApplicationScoped
class SecurityScenario implements Scenario {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Demarcations demarcations;

    @Inject
    SecuredSender sender;

    @Inject
    Robot robot;

    @Inject
    Failures failures;

    @Inject
    HttpServletRequest request;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        Demarcation outer = script.demarcation("outer");
        failures.take();
        logIn(script.text("by"));
        try {
            demarcations.run(outer, () -> {
                send(script.text("through"), facts);
                facts.add("pending", afterCommit.pending().names());
                if (!script.text("end").equals(script.text("by"))) {
                    request.logout();
                    logIn(script.text("end"));
                }
            });
            facts.add("step", "committed");
        } finally {
            request.logout();
        }
        failures.take().forEach(
                failure -> facts.add("failure", failure.call() + " " + failure.cause().getClass().getSimpleName()));
    }

    private void send(String through, Facts facts) {
        try {
            if (through.equals("robot")) {
                robot.send(facts);
            } else {
                sender.send(facts);
            }
            facts.add("step", "returned");
        } catch (EJBAccessException refused) {
            facts.add("step", "refused");
        }
    }

    /** The password is the name. */
    private void logIn(String name) throws ServletException {
        if (!name.equals("nobody")) {
            request.login(name, name);
        }
    }
}
