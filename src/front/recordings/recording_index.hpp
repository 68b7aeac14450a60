// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"
#include "front/recordings/journal_digest.hpp"
#include "front/recordings/stored_recording.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace confab::front {

/// The recordings in the folder, looked up anew with each question: rooms, the finisher and people
/// change it as well. What is read of a file is kept until the file changes. Loop thread.
class RecordingIndex {
public:
    /// What our own finisher is doing.
    struct Finishing {
        std::string id;
        std::string step;
        std::optional<int> percent;
    };

    explicit RecordingIndex(Folder folder) : folder_(std::move(folder)) { }

    /// As it is now; borrowed for a moment.
    const Folder& folder();
    /// The newest first.
    std::vector<StoredRecording> list();
    std::optional<StoredRecording> find(const std::string& id);
    /// The whole manifest; null if there is none that can be read.
    nlohmann::json manifest(const std::string& id) const;
    /// All its files. Errc::NotFound, Errc::Conflict while it is recorded or finished, or
    /// Errc::Unavailable if a file cannot be deleted.
    Status remove(const std::string& id);

    void setFinishing(std::optional<Finishing> finishing) { finishing_ = std::move(finishing); }
    /// Why it could not be finished; "" takes it back.
    void setFailure(const std::string& id, const std::string& why);

private:
    /// A file that was read, to tell whether it is still the same.
    struct Version {
        ino_t inode = 0;
        off_t size = 0;
        WallTime modified;
        bool operator==(const Version&) const = default;
    };
    struct Manifest {
        Version version;
        std::string room;
        WallTime started;
        std::optional<Seconds> length;
        std::vector<std::string> problems;
    };
    struct Journal {
        ino_t inode = 0;
        off_t read = 0;
        JournalDigest digest;
    };

    std::vector<StoredRecording> scan(const std::string& only);
    void add(StoredRecording& recording, const std::string& file,
             archive::RecordingFileKind kind) const;
    void describe(StoredRecording& recording);
    void describeByJournal(StoredRecording& recording, const std::string& file);
    const JournalDigest& readJournal(const std::string& id, const Folder::Opened& file);
    void describeByItself(StoredRecording& recording) const;
    void describeByManifest(StoredRecording& recording, const std::string& file);
    const Manifest& readManifest(const std::string& id, const std::string& file);
    void forgetAllBut(const std::vector<StoredRecording>& recordings);

    Folder folder_;
    std::map<std::string, Manifest> manifests_; // by id
    std::map<std::string, Journal> journals_; // by id
    std::map<std::string, std::string> failures_; // by id
    std::optional<Finishing> finishing_;
};

} // namespace confab::front
