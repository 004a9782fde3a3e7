// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Writes rows, through JDBC or JPA, into a pool of one, of eight (both local and XA) or of twenty connections. */
@ApplicationScoped
public class Store {

    private final Map<String, DataSource> pools = new HashMap<>();

    @PersistenceContext(unitName = "local")
    EntityManager localEntities;

    @PersistenceContext(unitName = "xa")
    EntityManager xaEntities;

    @PersistenceContext(unitName = "wide")
    EntityManager wideEntities;

    @PersistenceContext(unitName = "eight")
    EntityManager eightEntities;

    @PersistenceContext(unitName = "eightXa")
    EntityManager eightXaEntities;

    @PostConstruct
    void findPools() {
        try {
            for (String source : List.of("local", "xa", "wide", "eight", "eightXa")) {
                pools.put(source, (DataSource) new InitialContext().lookup("java:comp/env/jdbc/" + source));
            }
        } catch (NamingException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Takes a connection at once. */
    public void insert(String source, String id) throws SQLException {
        try (Connection connection = pools.get(source).getConnection();
                PreparedStatement statement = connection.prepareStatement("insert into entry (id) values (?)")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    /** Takes a connection when the transaction commits. */
    public void persist(String source, String id) {
        entities(source).persist(new Entry(id));
    }

    public void persist(String source, String id, Runnable whenFlushed) {
        entities(source).persist(new Entry(id, whenFlushed));
    }

    private EntityManager entities(String source) {
        return switch (source) {
            case "local" -> localEntities;
            case "xa" -> xaEntities;
            case "eight" -> eightEntities;
            case "eightXa" -> eightXaEntities;
            default -> wideEntities;
        };
    }

    public void write(String way, String source, String id) throws SQLException {
        if (way.equals("jpa")) {
            persist(source, id);
        } else {
            insert(source, id);
        }
    }
}
