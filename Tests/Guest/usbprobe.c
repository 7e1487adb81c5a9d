// Raw USB requests through usbfs, without libusb: what the guest test needs to ask and no polite program does.
//
//   usbprobe VID:PID control TYPE REQUEST VALUE INDEX LENGTH   input control transfer, numbers in hexadecimal
//   usbprobe VID:PID exchange LENGTH MILLISECONDS [HEX…]       a bulk OUT each, then bulk IN until LENGTH bytes came
//   usbprobe VID:PID disturb SEED COUNT                        COUNT random vendor control requests, in and out
//
// Data goes to standard output in hexadecimal. Exit 0; 1 with the name of the errno on standard error; 64 usage;
// 69 no device.
// Source: Linux, include/uapi/linux/usbdevice_fs.h; USB 2.0 section 9.6 for the descriptors.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { CONTROL_TIMEOUT_MS = 5000, CHUNK = 16384, LONGEST_HEX = 4096 };

struct bulk_pair {
    unsigned interface, in, out;
};

static int fail(const char *what) {
    const char *name = strerrorname_np(errno);
    fprintf(stderr, "%s: %s\n", what, name ? name : "unknown errno");
    return 1;
}

static long sysfs_number(const char *device, const char *attribute, int base) {
    char path[512], text[32] = "";
    snprintf(path, sizeof path, "/sys/bus/usb/devices/%s/%s", device, attribute);
    FILE *file = fopen(path, "r");
    if (!file) return -1;
    char *line = fgets(text, sizeof text, file);
    fclose(file);
    return line ? strtol(text, NULL, base) : -1;
}

// Opens the usbfs node of the first device with that identity; -1 when there is none, errno then 0.
static int open_device(long vendor, long product) {
    DIR *devices = opendir("/sys/bus/usb/devices");
    if (!devices) return -1;
    int result = -1;
    errno = 0;
    for (struct dirent *entry; result < 0 && (entry = readdir(devices));) {
        if (sysfs_number(entry->d_name, "idVendor", 16) != vendor) continue;
        if (sysfs_number(entry->d_name, "idProduct", 16) != product) continue;
        char node[64];
        snprintf(node, sizeof node, "/dev/bus/usb/%03ld/%03ld", sysfs_number(entry->d_name, "busnum", 10),
                 sysfs_number(entry->d_name, "devnum", 10));
        result = open(node, O_RDWR);
        if (result < 0) break;
    }
    int kept = errno;
    closedir(devices);
    errno = result < 0 && kept == ENOENT ? 0 : kept;
    return result;
}

// The first interface of class FF with a bulk endpoint each way, from the descriptors that the node gives when read.
static int find_bulk_pair(int device, struct bulk_pair *pair) {
    uint8_t bytes[4096];
    ssize_t count = read(device, bytes, sizeof bytes);
    int vendor = 0;
    memset(pair, 0, sizeof *pair);
    for (ssize_t at = 0; at + 2 <= count && bytes[at] >= 2 && at + bytes[at] <= count; at += bytes[at]) {
        const uint8_t *d = bytes + at;
        if (d[1] == 4 && d[0] >= 9) {
            vendor = d[5] == 0xff;
            if (vendor) *pair = (struct bulk_pair){.interface = d[2]};
        } else if (d[1] == 5 && d[0] >= 7 && vendor && (d[3] & 3) == 2) {
            if (d[2] & 0x80) pair->in = d[2];
            else pair->out = d[2];
        }
        if (pair->in && pair->out) return 1;
    }
    return 0;
}

static void print_hex(const uint8_t *bytes, int count) {
    for (int i = 0; i < count; i++) printf("%02x", bytes[i]);
    printf("\n");
}

static int control(int device, char **words) {
    uint8_t data[CHUNK];
    struct usbdevfs_ctrltransfer transfer = {
        .bRequestType = strtoul(words[0], NULL, 16), .bRequest = strtoul(words[1], NULL, 16),
        .wValue = strtoul(words[2], NULL, 16),       .wIndex = strtoul(words[3], NULL, 16),
        .wLength = strtoul(words[4], NULL, 16),      .timeout = CONTROL_TIMEOUT_MS, .data = data,
    };
    if (!(transfer.bRequestType & 0x80) || transfer.wLength > 4096) return 64;
    int count = ioctl(device, USBDEVFS_CONTROL, &transfer);
    if (count < 0) return fail("control");
    print_hex(data, count);
    return 0;
}

// A bulk OUT transfer of the bytes that the text names.
static int send_hex(int device, struct bulk_pair pair, long milliseconds, const char *hex) {
    static uint8_t bytes[LONGEST_HEX / 2];
    unsigned count = 0;
    for (; hex[2 * count] && hex[2 * count + 1]; count++)
        if (count == sizeof bytes || sscanf(hex + 2 * count, "%2hhx", &bytes[count]) != 1) return 64;
    struct usbdevfs_bulktransfer out = {.ep = pair.out, .len = count, .timeout = milliseconds, .data = bytes};
    return ioctl(device, USBDEVFS_BULK, &out) == (int)count ? 0 : fail("bulk OUT");
}

static int exchange(int device, long length, long milliseconds, char **requests) {
    static uint8_t data[CHUNK];
    struct bulk_pair pair;
    if (!find_bulk_pair(device, &pair)) return errno = ENXIO, fail("no vendor interface with bulk IN and OUT");
    if (ioctl(device, USBDEVFS_CLAIMINTERFACE, &pair.interface) < 0) return fail("claim");
    for (; *requests; requests++) {
        int code = send_hex(device, pair, milliseconds, *requests);
        if (code) return code;
    }
    for (long received = 0; received < length;) {
        struct usbdevfs_bulktransfer in = {.ep = pair.in, .len = CHUNK, .timeout = milliseconds, .data = data};
        int count = ioctl(device, USBDEVFS_BULK, &in);
        if (count < 0) return fail("bulk IN");
        print_hex(data, count);
        fflush(stdout);
        received += count;
    }
    return 0;
}

// xorshift32: the same seed gives the same requests anywhere.
static uint32_t next(uint32_t *state) {
    *state ^= *state << 13, *state ^= *state >> 17, *state ^= *state << 5;
    return *state;
}

static int disturb(int device, uint32_t seed, long count) {
    uint8_t data[64];
    int answered = 0, stalled = 0;
    uint32_t state = seed ? seed : 1;
    for (long i = 0; i < count; i++) {
        for (unsigned k = 0; k < sizeof data; k++) data[k] = next(&state);
        struct usbdevfs_ctrltransfer transfer = {
            // Recipient "device" or "other": usbfs wants a claim for an interface or an endpoint.
            .bRequestType = 0x40 | (next(&state) & 0x80) | (next(&state) & 1 ? 3 : 0),
            .bRequest = next(&state),        .wValue = next(&state), .wIndex = next(&state) & 0x0f,
            .wLength = next(&state) % 65, .timeout = CONTROL_TIMEOUT_MS, .data = data,
        };
        if (ioctl(device, USBDEVFS_CONTROL, &transfer) >= 0) answered++;
        else if (errno == EPIPE) stalled++;
        else return fail("control");
    }
    printf("seed %u: %d answered, %d stalled\n", seed, answered, stalled);
    return 0;
}

int main(int count, char **words) {
    char *rest = NULL;
    long vendor = count > 3 ? strtol(words[1], &rest, 16) : 0;
    if (!rest || *rest != ':') return fprintf(stderr, "usage: usbprobe VID:PID control|exchange|disturb …\n"), 64;
    int device = open_device(vendor, strtol(rest + 1, NULL, 16));
    if (device < 0 && errno == 0) return fprintf(stderr, "no device %s\n", words[1]), 69;
    if (device < 0) return fail("open");
    if (!strcmp(words[2], "control") && count == 8) return control(device, words + 3);
    if (!strcmp(words[2], "exchange") && count >= 5) return exchange(device, atol(words[3]), atol(words[4]), words + 5);
    if (!strcmp(words[2], "disturb") && count == 5) return disturb(device, strtoul(words[3], NULL, 10), atol(words[4]));
    return 64;
}
