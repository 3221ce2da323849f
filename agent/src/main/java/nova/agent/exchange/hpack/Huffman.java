package nova.agent.exchange.hpack;

/**
 * RFC 7541, appendix B. The code is canonical: the lengths of the symbols' codes say all, and a
 * code is decoded by comparing it with the first code of each length.
 */
final class Huffman {
  private static final int END_OF_STRING = 256;
  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;
  private static final int QUICK_BITS = 9;

  // 'a' is 5 bits, 'b' 6, and so on; one letter for each byte value and one for the end
  private static final String LENGTHS =
      "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhf"
          + "ibccccccccccccccccccccccdcdioijbkabababbbaccbbbabcbaabccccckgjix"
          + "prpprrrsrssssststtrstssssqrsrsstrqprrssqsrrtqrssqqrqsrssprrrsrrs"
          + "vvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwv"
          + "z";

  private static final int[] FIRST_CODE = new int[LONGEST + 1];
  private static final int[] FIRST_SYMBOL = new int[LONGEST + 1];
  private static final short[] SYMBOLS = new short[END_OF_STRING + 1];
  // by the next nine bits: symbol and length of a code that is this short, else 0
  private static final short[] QUICK = new short[1 << QUICK_BITS];

  static {
    int code = 0;
    int symbols = 0;
    for (int length = SHORTEST; length <= LONGEST; length++) {
      FIRST_CODE[length] = code;
      FIRST_SYMBOL[length] = symbols;
      for (int symbol = 0; symbol <= END_OF_STRING; symbol++) {
        if (length(symbol) == length) {
          SYMBOLS[symbols++] = (short) symbol;
          quick(symbol, code++);
        }
      }
      code <<= 1;
    }
  }

  private Huffman() {}

  private static void quick(int symbol, int code) {
    int spare = QUICK_BITS - length(symbol);
    for (int i = 0; spare >= 0 && i < 1 << spare; i++) {
      QUICK[code << spare | i] = (short) (symbol << 4 | length(symbol));
    }
  }

  private static int length(int symbol) {
    return LENGTHS.charAt(symbol) - 'a' + SHORTEST;
  }

  /**
   * Decodes into {@code out}, which has room for 8/5 of the input.
   *
   * @return index behind the last byte written
   */
  static int decode(byte[] in, int from, int to, byte[] out, int at) throws HpackFailure {
    long window = 0;
    int bits = 0;
    int read = from;
    int next = at;
    while (true) {
      while (bits <= LONGEST && read < to) {
        window = window << 8 | (in[read++] & 0xff);
        bits += 8;
      }
      int symbol = bits == 0 ? -1 : symbol(window, bits);
      if (symbol < 0) {
        padding(window, bits);
        return next;
      }
      out[next++] = (byte) (symbol >> 5);
      bits -= symbol & 31;
    }
  }

  /** Symbol shifted by five and length of its code, or -1 when no whole code is left. */
  private static int symbol(long window, int bits) throws HpackFailure {
    int ahead = QUICK_BITS - bits;
    int quick =
        QUICK[(int) (ahead > 0 ? window << ahead : window >> -ahead) & ((1 << QUICK_BITS) - 1)];
    if (quick != 0) {
      int length = quick & 15;
      return length <= bits ? quick >> 4 << 5 | length : -1;
    }
    for (int length = QUICK_BITS + 1; length <= LONGEST && length <= bits; length++) {
      int code = (int) (window >> (bits - length)) & ((1 << length) - 1);
      int offset = code - FIRST_CODE[length];
      int count =
          (length == LONGEST ? SYMBOLS.length : FIRST_SYMBOL[length + 1]) - FIRST_SYMBOL[length];
      if (offset < count) {
        int symbol = SYMBOLS[FIRST_SYMBOL[length] + offset];
        if (symbol == END_OF_STRING) {
          throw new HpackFailure("end of string inside a string");
        }
        return symbol << 5 | length;
      }
    }
    return -1;
  }

  /** What is left must be the first bits of the end, fewer than eight. */
  private static void padding(long window, int bits) throws HpackFailure {
    int ones = (1 << bits) - 1;
    if (bits > 7 || ((int) window & ones) != ones) {
      throw new HpackFailure("bad padding of a string");
    }
  }
}
