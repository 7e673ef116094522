# The program as `evenhand serve` needs it; docs/server.md says how to run it, tests/server/ holds these lines together.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
WORKDIR /src
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY adapters adapters
COPY bot bot
COPY storage storage
RUN python -m venv --without-pip /opt/evenhand \
    && python -m pip --python /opt/evenhand/bin/python install --no-cache-dir -c constraints.txt .

FROM python:${PYTHON}-slim
RUN groupadd --gid 10001 evenhand \
    && useradd --uid 10001 --gid 10001 --no-log-init --home-dir /var/lib/evenhand --shell /usr/sbin/nologin evenhand \
    && install -d -m 0700 -o evenhand -g evenhand /var/lib/evenhand
COPY --from=build /opt/evenhand /opt/evenhand
ENV PATH=/opt/evenhand/bin:$PATH \
    HOST=0.0.0.0 \
    PORT=3978 \
    EVENHAND_DATABASE_URL=sqlite:////var/lib/evenhand/evenhand.db \
    EVENHAND_LOG=json
WORKDIR /var/lib/evenhand
VOLUME ["/var/lib/evenhand"]
USER 10001:10001
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; door = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); door.request('GET', '/healthz'); sys.exit(door.getresponse().status != 200)"]
ENTRYPOINT ["evenhand"]
CMD ["serve"]
