# One image for all services: the command chooses which one runs.
ARG NODE_IMAGE=node:24.11.1-bookworm-slim

# The package.json files alone, so that other changes do not install everything again.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /rejoin
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json -delete && find . -type d -empty -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /rejoin
COPY --from=manifests /rejoin ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && rm -rf dist/tools/generate dist/tools/reference

# What runs: no types, no source maps of others, no builds for browsers. The build replaces the names of our own packages
# by paths, so their links are not needed.
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /rejoin
COPY --from=manifests /rejoin ./
RUN npm ci --omit=dev --no-audit --no-fund \
      -w apps/config -w apps/reconnection-timer -w apps/routing -w apps/session-gateway -w apps/cli -w tools \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' \) -delete \
 && rm -rf node_modules/@rejoin node_modules/@opentelemetry/*/build/esm node_modules/@opentelemetry/*/build/esnext node_modules/typeorm/browser node_modules/rxjs/src node_modules/rxjs/dist/bundles node_modules/rxjs/dist/esm5 \
 && find node_modules -type d -empty -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production NODE_OPTIONS="--max-semi-space-size=64" REJOIN_CONTAINER=1
WORKDIR /rejoin
# Volumes that are empty get the owner of these folders.
RUN mkdir /nats-config /nats-data /nats-1-data /nats-2-data /nats-3-data /certificates \
 && chown node:node /nats-config /nats-*data /certificates
COPY --from=dependencies /rejoin/package.json ./
COPY --from=dependencies /rejoin/node_modules ./node_modules
COPY --from=build /rejoin/dist ./dist
USER node
CMD ["node", "dist/apps/session-gateway/src/main.js"]
