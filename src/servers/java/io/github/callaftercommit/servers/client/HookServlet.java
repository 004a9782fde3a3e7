// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The other end of the client. */
@WebServlet("/hook")
@SuppressWarnings("serial") // no servlet is ever serialized
public class HookServlet extends HttpServlet {

    static final List<String> STEPS = new CopyOnWriteArrayList<>();

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        STEPS.add(request.getParameter("what"));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
