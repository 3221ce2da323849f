package nova.platform.outbox;

/** Delivers one kind of message. May be handed the same message twice. */
public interface OutboxHandler {

  /** The kind it delivers. */
  String kind();

  /** Within a bounded time, well below the lease (two minutes). Outside of any transaction. */
  Delivery deliver(String key, String payload);

  /** How it went. */
  sealed interface Delivery {
    /** It is with them. */
    record Done() implements Delivery {}

    /** Not now; it will be tried again, later and later. */
    record Later(String reason) implements Delivery {}

    /** Never: trying again would give the same answer. */
    record Never(String reason) implements Delivery {}
  }
}
