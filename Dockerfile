# Penholder in a container. Written from the manual and not built yet: docs/operations.md says what was tried.
#   docker build -t penholder .
#   docker run -d --name penholder -p 127.0.0.1:3000:3000 -v penholder:/data -v /srv/backup:/backup \
#     -e PUBLIC_URL=https://pen.example.org -e TRUST_PROXY=uniquelocal --stop-timeout 10 penholder
#   docker logs penholder        # the set-up link
#   docker exec penholder node server/cli/backup.ts --to /backup/penholder.sqlite
FROM node:24-bookworm-slim

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN node server/cli/build.ts && npm prune --omit=dev && mkdir -p /data /backup && chown node:node /data /backup

USER node
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not npm: SIGTERM goes to the server itself, which drains within five seconds.
CMD ["node", "server/main.ts"]
