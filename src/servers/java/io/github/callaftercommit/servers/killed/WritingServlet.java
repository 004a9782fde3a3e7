// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.killed;

import java.io.IOException;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Answers whether the transaction of the request has committed; without an id, that it is there. */
@WebServlet("/scenario/write")
@SuppressWarnings("serial") // no servlet is ever serialized
public class WritingServlet extends HttpServlet {

    @Inject
    WritingBean bean;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = request.getParameter("id");
        boolean both = Boolean.parseBoolean(request.getParameter("both"));
        boolean commit = Boolean.parseBoolean(request.getParameter("commit"));
        String outcome = "committed=" + id;
        try {
            if (id == null) {
                outcome = "ready=true";
            } else if (Boolean.parseBoolean(request.getParameter("hand"))) {
                bean.byHand(id, both, commit);
            } else {
                bean.transactional(id, both, commit);
            }
        } catch (Exception failure) {
            outcome = commit ? "failed=" + failure : "dropped=" + id;
        }
        response.getWriter().println(outcome);
    }
}
