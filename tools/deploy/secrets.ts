import { newVariables } from './variables';

/** `npm run --silent secrets > .env`, for docker-compose.yml. Lost secrets cannot be made again. */
for (const [name, value] of Object.entries(newVariables())) process.stdout.write(`${name}=${value}\n`);
