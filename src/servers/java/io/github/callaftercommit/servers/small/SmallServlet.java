// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.small;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** All that a server without EJB, JPA and JNDI can do; its beans are first created on an unmanaged thread. */
@WebServlet("/scenario/small")
@SuppressWarnings("serial") // no servlet is ever serialized
public class SmallServlet extends HttpServlet {

    @Inject
    SmallBean bean;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> steps = new CopyOnWriteArrayList<>();
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            CompletableFuture.runAsync(() -> {
                Thread.currentThread().setContextClassLoader(loader);
                bean.commit(steps);
            }, command -> new Thread(command).start()).get(20, TimeUnit.SECONDS);
            bean.commit(steps);
            bean.note(steps, "at once");
            bean.rollback(steps);
        } catch (IllegalStateException expected) {
            steps.add("rolled back");
        } catch (Exception failure) {
            steps.add(failure.toString());
        }
        steps.forEach(step -> response(response, step));
    }

    private static void response(HttpServletResponse response, String step) {
        try {
            response.getWriter().println("step=" + step);
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
