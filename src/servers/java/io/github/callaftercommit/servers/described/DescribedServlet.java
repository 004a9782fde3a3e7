// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.described;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;

/** Calls both beans in a transaction that commits, and in one that rolls back. */
@WebServlet("/scenario/described")
@SuppressWarnings("serial") // no servlet is ever serialized
public class DescribedServlet extends HttpServlet {

    @Inject
    DescribedBean described;

    @Inject
    OverriddenBean overridden;

    @Resource
    UserTransaction transaction;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        List<String> steps = new CopyOnWriteArrayList<>();
        try {
            transaction.begin();
            call(steps, "body");
            transaction.commit();
            transaction.begin();
            call(steps, "rolled back");
            transaction.rollback();
        } catch (Exception failure) {
            throw new ServletException(failure);
        }
        for (String step : steps) {
            response.getWriter().println("step=" + step);
        }
    }

    private void call(List<String> steps, String body) {
        described.send(steps);
        overridden.send(steps);
        steps.add(body);
    }
}
