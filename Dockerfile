# One image for all services: the command chooses which one runs.
FROM node:22-bookworm-slim AS build
WORKDIR /rejoin
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production NODE_OPTIONS="--enable-source-maps --max-semi-space-size=64"
WORKDIR /rejoin
COPY --from=build /rejoin/package.json ./
COPY --from=build /rejoin/node_modules ./node_modules
COPY --from=build /rejoin/dist ./dist
USER node
CMD ["node", "dist/apps/session-gateway/src/main.js"]
