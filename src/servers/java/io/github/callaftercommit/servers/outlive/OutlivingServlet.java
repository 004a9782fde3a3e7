// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.outlive;

import java.io.IOException;

import io.github.callaftercommit.AfterCommitService;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;

/** Starts a thread that the server does not know, and that goes on when the application is undeployed. */
@WebServlet("/scenario/outlive")
@SuppressWarnings("serial") // no servlet is ever serialized
public class OutlivingServlet extends HttpServlet {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    OutlivedBean bean;

    @Resource
    UserTransaction transaction;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int port = Integer.parseInt(request.getParameter("port"));
        Thread thread = new Thread(new OutlivingTransaction(transaction, afterCommit, bean, port),
                "outlives its application");
        thread.setDaemon(true);
        thread.start();
        response.getWriter().println("started=true");
    }
}
