// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

/** Sends a message to the message-driven bean, where the server has a broker. */
public interface MessageSender {

    void send(String text);

    /** Sends it once the transaction of the caller has committed. */
    void sendAfterCommit(String text);
}
