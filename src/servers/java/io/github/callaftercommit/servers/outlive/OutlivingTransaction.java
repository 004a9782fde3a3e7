// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.outlive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.callaftercommit.AfterCommitService;
import jakarta.transaction.UserTransaction;

/**
 * A transaction with calls that commits when the test tells it to. They speak through a socket: the application cannot
 * be reached any more.
 */
record OutlivingTransaction(UserTransaction transaction, AfterCommitService afterCommit, OutlivedBean bean,
        int port) implements Runnable {

    private static final int LONGER_THAN_AN_UNDEPLOYMENT = 300;

    /** Shows whether the server still writes what the application logs. */
    private static final System.Logger LOGGER = System.getLogger(OutlivingTransaction.class.getName());

    @Override
    public void run() {
        try (Socket test = new Socket(InetAddress.getLoopbackAddress(), port)) {
            test.setSoTimeout(LONGER_THAN_AN_UNDEPLOYMENT * 1000);
            PrintWriter tell = new PrintWriter(test.getOutputStream(), true, StandardCharsets.UTF_8);
            BufferedReader hear = new BufferedReader(
                    new InputStreamReader(test.getInputStream(), StandardCharsets.UTF_8));
            List<String> called = new CopyOnWriteArrayList<>();
            try {
                transaction.setTransactionTimeout(LONGER_THAN_AN_UNDEPLOYMENT);
                transaction.begin();
                afterCommit.call(() -> called.add("service"));
                bean.note(called);
                LOGGER.log(System.Logger.Level.WARNING, "The log lives");
                tell.println("pending");
                hear.readLine();
                transaction.commit();
                tell.println("committed");
                LOGGER.log(System.Logger.Level.WARNING, "The log outlives the application");
            } catch (Throwable failure) {
                tell.println(failure);
            }
            tell.println(called);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
