// Numbers from 0 to users - 1 in a seeded random order.
export function order(users) {
  let seed = 7;
  const numbers = Array.from({ length: users }, (_, i) => i);
  for (let i = users - 1; i > 0; i--) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const j = seed % (i + 1);
    [numbers[i], numbers[j]] = [numbers[j], numbers[i]];
  }
  return numbers;
}
