DROP TABLE OrleansQuery;
DROP TABLE OrleansMembershipTable;
DROP TABLE OrleansMembershipVersionTable;
