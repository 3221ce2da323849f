package nova.agent.listener.http2;

import java.nio.ByteBuffer;

/** What frames of a kind have in common. */
final class FrameChecks {
  private FrameChecks() {}

  static void size(ByteBuffer payload, int wanted) throws Http2Failure {
    if (payload.remaining() != wanted) {
      throw new Http2Failure(ErrorCode.FRAME_SIZE_ERROR, "frame of a bad size");
    }
  }

  static void onConnection(int stream) throws Http2Failure {
    if (stream != 0) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "frame about the connection on a stream");
    }
  }

  static void onStream(int stream) throws Http2Failure {
    if (stream == 0) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "frame of a stream without one");
    }
  }

  static void unpad(int flags, ByteBuffer payload) throws Http2Failure {
    if ((flags & Frames.PADDED) == 0) {
      return;
    }
    if (!payload.hasRemaining()) {
      throw new Http2Failure(ErrorCode.FRAME_SIZE_ERROR, "padding missing");
    }
    int padding = payload.get() & 0xff;
    if (padding > payload.remaining()) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "more padding than frame");
    }
    payload.limit(payload.limit() - padding);
  }
}
