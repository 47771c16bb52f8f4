-- A list of every status takes the first of each: so two indexes do for four, which took more room than the accounts themselves.
DROP INDEX user_by_email;
DROP INDEX user_by_created;
