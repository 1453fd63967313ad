package dev.holdpoint.policy.language;

/** A document of each kind. */
final class SampleDocuments {
    static final String POLICY =
            """
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: payments }
            spec:
              targets: { labels: { data: payments } }
              rules:
                - name: writes
                  decide: hold
                  match: { principal: { kind: agent }, effects: [ write ] }
                  when: "!statement.hasWhere"
                  approval: { from: [ { group: dba, votes: 2 } ], expires: 15m, mode: wait }
                  reason: Ask.
              masks:
                - columns: [ public.customers.card_number ]
                  using: { keepLast: 4 }
            """;

    /** Goes below a policy. */
    static final String REQUESTS =
            """
              requests:
                - name: on-call
                  principal: { groups: [ engineers ] }
                  effects: [ read, write ]
                  longest: 8h
                  justification: required
                  approval: { from: [ { group: dba, notIn: contractors } ], expires: 2h }
            """;

    static final String GRANT =
            """
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: agents }
            spec:
              groups: [ agents ]
              targets: { names: [ payments ] }
              effects: [ read ]
              owner: bob
              expiresAt: 2027-01-31
              reviewBy: 2027-01-01T12:00:00Z
            """;
    static final String TARGET =
            """
            apiVersion: holdpoint.dev/v1
            kind: Target
            metadata: { name: payments }
            spec:
              protocol: postgres
              host: db.internal
              port: ${holdpoint.demo.target.port:5432}
              database: payments
              username: app
              secret: env:PAYMENTS
              tls: require
              labels: { data: payments }
            """;

    private SampleDocuments() {}
}
