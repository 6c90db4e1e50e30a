import { pipeline, type Readable, type Transform } from "node:stream";
import zlib from "node:zlib";
import negotiate from "@fastify/accept-negotiator";
import type { FastifyInstance, FastifyReply } from "fastify";

// Below this a compressed answer saves no packet worth its time.
const COMPRESS_FROM_BYTES = 8 * 1024;
const COMPRESSIBLE_TYPES = /^(text\/|application\/(json|javascript)|image\/svg)/;
// Brotli's own default, 11, is for files that are compressed once.
const BROTLI = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } };

type Encoding = "br" | "gzip";
type Done = (error: Error | null, answer?: unknown) => void;

/** Compresses large answers for clients that accept it, off this thread; what comes in pieces leaves in pieces. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook("onSend", (request, reply, answer: unknown, done: Done) => {
    if (!isCompressible(answer, reply)) return done(null, answer);
    variesBy(reply, "accept-encoding");
    const encoding = negotiate<Encoding>(request.headers["accept-encoding"] ?? "", ["br", "gzip"]);
    if (encoding === null) return done(null, answer);
    reply.header("content-encoding", encoding);
    if (isWhole(answer)) return compressWhole(answer, encoding, done);
    reply.removeHeader("content-length");
    // Whoever reads the compressed stream is told of an error of either.
    done(
      null,
      pipeline(answer, compressor(encoding), () => undefined),
    );
  });
}

/** True of what a client gains by: text of some length, or of a length that nobody knows yet. */
function isCompressible(answer: unknown, reply: FastifyReply): answer is string | Buffer | Readable {
  if (isWhole(answer) ? Buffer.byteLength(answer) < COMPRESS_FROM_BYTES : !isInPieces(answer)) return false;
  // A range counts the bytes of the answer as it is.
  if (reply.statusCode === 206 || reply.hasHeader("content-encoding")) return false;
  return COMPRESSIBLE_TYPES.test(String(reply.getHeader("content-type")));
}

function compressWhole(answer: string | Buffer, encoding: Encoding, done: Done): void {
  if (encoding === "br") zlib.brotliCompress(answer, BROTLI, done);
  else zlib.gzip(answer, done);
}

const compressor = (encoding: Encoding): Transform =>
  encoding === "br" ? zlib.createBrotliCompress(BROTLI) : zlib.createGzip();

/** Tells caches that the answer depends on a header of the request, beside those that it depends on already. */
function variesBy(reply: FastifyReply, header: string): void {
  reply.header("vary", [reply.getHeader("vary") ?? [], header].flat().join(", "));
}

const isWhole = (answer: unknown): answer is string | Buffer =>
  typeof answer === "string" || Buffer.isBuffer(answer);

const isInPieces = (answer: unknown): answer is Readable =>
  typeof answer === "object" && answer !== null && "pipe" in answer;
