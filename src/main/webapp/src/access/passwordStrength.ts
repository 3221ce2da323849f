export interface Strength {
  /** 0 too short … 4 very strong */
  level: 0 | 1 | 2 | 3 | 4;
  hint: string;
}

export const SHORTEST_PASSWORD = 12;

/** A hint while typing; what counts is decided by the control plane. Length beats odd characters. */
export function passwordStrength(password: string, email: string): Strength {
  const length = password.length;
  if (length < SHORTEST_PASSWORD) {
    return {
      level: 0,
      hint:
        length === 0
          ? 'At least 12 characters. A few words make a good one.'
          : `${SHORTEST_PASSWORD - length} more to go.`,
    };
  }
  const lower = password.toLowerCase();
  const name = email.toLowerCase().split('@')[0] ?? '';
  if (name.length > 3 && lower.includes(name)) return { level: 1, hint: 'It contains your e-mail address.' };
  const different = new Set(lower).size;
  if (different < 6) return { level: 1, hint: 'Too few different characters.' };
  if (/^(.{1,4})\1+$/.test(lower) || /0123|1234|abcd|qwer/.test(lower))
    return { level: 1, hint: 'It follows a pattern.' };
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  const score = length + kinds * 2;
  if (score < 18) return { level: 2, hint: 'Fair. Longer is stronger.' };
  return score < 24 ? { level: 3, hint: 'Good.' } : { level: 4, hint: 'Strong.' };
}
