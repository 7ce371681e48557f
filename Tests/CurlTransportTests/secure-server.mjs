// An HTTP/2 server with TLS on loopback. Takes the key's and the certificate's path; prints its port; ends with its input.
import fs from "node:fs";
import http2 from "node:http2";

const server = http2.createSecureServer({
  key: fs.readFileSync(process.argv[2]), cert: fs.readFileSync(process.argv[3]), allowHTTP1: true,
});
server.on("request", (request, response) => {
  response.setHeader("location", "http://127.0.0.1:1/elsewhere");
  response.statusCode = request.url === "/downgrade" ? 302 : 200;
  response.end(request.httpVersion);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
