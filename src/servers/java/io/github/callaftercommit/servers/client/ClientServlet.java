// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.client;

import java.io.IOException;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Calls the client in a transaction that commits, and in one that rolls back. */
@WebServlet("/scenario/client")
@SuppressWarnings("serial") // no servlet is ever serialized
public class ClientServlet extends HttpServlet {

    @Inject
    @RestClient
    Webhook webhook;

    @Resource
    UserTransaction transaction;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            transaction.begin();
            webhook.stored("committed");
            HookServlet.STEPS.add("body");
            transaction.commit();
            transaction.begin();
            webhook.stored("rolled back");
            HookServlet.STEPS.add("body");
            transaction.rollback();
        } catch (Exception failure) {
            throw new ServletException(failure);
        }
        for (String step : HookServlet.STEPS) {
            response.getWriter().println("step=" + step);
        }
    }
}
