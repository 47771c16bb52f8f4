// The findings of Redocly's recommended rules in an OpenAPI document, a line each; ends with 1 if one is an error.
import { createConfig, lint } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['recommended'] });
const findings = await lint({ ref: process.argv[2], config });
const errors = findings.filter(finding => finding.severity === 'error');

for (const { ruleId, message, location } of errors) {
  console.log(`${ruleId} ${location[0]?.pointer ?? ''}: ${message}`);
}

console.log(`${errors.length} errors, ${findings.length - errors.length} warnings`);
process.exitCode = errors.length > 0 ? 1 : 0;
