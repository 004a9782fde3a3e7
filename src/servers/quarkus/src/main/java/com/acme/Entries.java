// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.h2.jdbcx.JdbcDataSource;

/** Writes rows through a pool of one connection or of twenty, and reads them from outside of both. */
@ApplicationScoped
class Entries {

    private final JdbcDataSource outside = new JdbcDataSource();

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Inject
    DataSource one;

    @Inject
    @io.quarkus.agroal.DataSource("wide")
    DataSource wide;

    @Inject
    EntityManager entityManager;

    @PostConstruct
    void lookFromOutside() {
        outside.setURL(url);
        outside.setUser("sa");
    }

    /** Takes the only connection at once. */
    void insert(String id) {
        insert(one, id);
    }

    void insertIntoWide(String id) {
        insert(wide, id);
    }

    /** Takes the only connection when the transaction commits. */
    void persist(String id) {
        persist(id, null);
    }

    void persist(String id, Runnable whenFlushed) {
        entityManager.persist(new Entry(id, whenFlushed));
    }

    /** Whether the row is committed. */
    boolean isVisible(String id) {
        return count(id) > 0;
    }

    /** How many rows with such an id are committed. */
    int count(String idPattern) {
        try (Connection connection = outside.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("select count(*) from entry where id like ?")) {
            statement.setString(1, idPattern);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void insert(DataSource pool, String id) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("insert into entry (id) values (?)")) {
            statement.setString(1, id);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
