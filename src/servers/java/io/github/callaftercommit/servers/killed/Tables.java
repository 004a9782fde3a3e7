// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.killed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes through two pools of XA connections. */
@ApplicationScoped
public class Tables {

    private DataSource first;
    private DataSource second;

    @PostConstruct
    void findPools() {
        try {
            first = (DataSource) new InitialContext().lookup("java:comp/env/jdbc/first");
            second = (DataSource) new InitialContext().lookup("java:comp/env/jdbc/second");
        } catch (NamingException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public void insertFirst(String table, String id) throws SQLException {
        insert(first, table, id);
    }

    public void insertSecond(String table, String id) throws SQLException {
        insert(second, table, id);
    }

    private static void insert(DataSource pool, String table, String id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("insert into " + table + " (id) values (?)")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }
}
