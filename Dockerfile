# The service and the command line in one image: `docker build -t llmrec .`. Never built where this was written (no engine ran
# there): what a parser can check is tested, and the publish and the health check were tried outside a container.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS node

FROM ${SDK_IMAGE} AS build
# The build fetches ONNX Runtime and the default encoder by npm, checked against the lock files.
COPY --from=node /usr/local/ /usr/local/
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY build build
COPY models models
COPY samples samples
COPY src src
# Packages exactly as the lock files say.
ENV CI=true
RUN dotnet publish src/Api -c Release -o /app && dotnet publish src/Cli -c Release -o /app/cli \
    && mkdir /data

FROM ${RUNTIME_IMAGE}
COPY --from=build /app /app
# Owned by the image's user without rights; a new volume takes over the owner.
COPY --from=build --chown=1654:1654 /data /data
WORKDIR /app
# Nothing outside /data and /tmp is written to, so that the file system can be read-only; .NET's diagnostics would open a socket in /tmp.
ENV LlmRec__Store=sqlite:/data/llmrec.db \
    DOTNET_EnableDiagnostics=0
USER 1654
VOLUME /data
EXPOSE 8080
# The image has no curl; bash speaks as much HTTP as this takes.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "LlmRec.Api.dll", "--urls", "http://+:8080"]
