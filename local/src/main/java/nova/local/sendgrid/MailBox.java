package nova.local.sendgrid;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Caught mail, the newest first; the oldest is forgotten when the box is full. */
final class MailBox {
  private static final int MOST_MAILS = 1_000;
  private final Deque<Mail> mails = new ArrayDeque<>();

  synchronized void add(Mail mail) {
    mails.addFirst(mail);
    if (mails.size() > MOST_MAILS) {
      mails.removeLast();
    }
  }

  /** Mail to that address; to anybody when it is empty. */
  synchronized List<Mail> to(String address) {
    return mails.stream()
        .filter(m -> address.isEmpty() || m.to().stream().anyMatch(address::equalsIgnoreCase))
        .toList();
  }

  synchronized Optional<Mail> get(String id) {
    return mails.stream().filter(m -> m.id().equals(id)).findFirst();
  }

  synchronized void clear() {
    mails.clear();
  }
}
