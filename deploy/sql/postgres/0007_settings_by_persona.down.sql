DROP INDEX settings_by_persona;
