#include <errno.h>
#include <fcntl.h>
#include <nettle/base16.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "planner/base/descriptor.h"
#include "planner/command/commands.h"

#define KEY_BYTES 32 /* as many as the digest of HMAC-SHA256 has */
#define KEY_TEXT_SIZE (BASE16_ENCODE_LENGTH(KEY_BYTES) + 1)

/* In hexadecimal and a line's end, so that it can be copied by hand. */
static bool make_key(char text[KEY_TEXT_SIZE])
{
	uint8_t bytes[KEY_BYTES];

	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		return false;
	base16_encode_update(text, sizeof bytes, bytes);
	text[KEY_TEXT_SIZE - 1] = '\n';
	return true;
}

enum exit_code command_key(const struct options *options)
{
	const char *path = options->operands[0];
	char text[KEY_TEXT_SIZE];
	struct error_log log = {0};
	int fd = -1;

	if (!make_key(text))
		error_fail(&log, EXIT_SYSTEM, "no random bytes: %s", strerror(errno));
	else if ((fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)) < 0)
		error_fail(&log, EXIT_SYSTEM, "%s: %s", path,
			   errno == EEXIST ? "is there already, and a key is never overwritten" : strerror(errno));
	bool good = fd >= 0 && descriptor_write(fd, text, sizeof text) && fsync(fd) == 0;

	if (fd >= 0 && (close(fd) != 0 || !good)) {
		error_fail(&log, EXIT_SYSTEM, "%s could not be written: %s", path, strerror(errno));
		unlink(path);
	}
	enum exit_code code = error_exit_code(&log);
	error_print(&log, stderr);
	error_free(&log);
	return code;
}
