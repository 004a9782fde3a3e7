// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.ending;

import java.io.IOException;
import java.nio.file.Path;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Tells where to note. */
@WebServlet("/scenario/ending")
@SuppressWarnings("serial") // no servlet is ever serialized
public class EndingServlet extends HttpServlet {

    @Inject
    EndingBean bean;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        bean.noteIn(Path.of(request.getParameter("file")));
        response.getWriter().println("ready=true");
    }
}
