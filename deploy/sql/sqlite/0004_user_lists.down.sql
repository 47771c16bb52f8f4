DROP INDEX user_with_special_role;
DROP INDEX user_by_status_and_email;
DROP INDEX user_by_status_and_created;
DROP INDEX user_by_email;
DROP INDEX user_by_created;
